"""Moderation: ArticleEnriched -> ArticleApproved (or held, or rejected).

Judges, and lets people judge at the desk. Owns cases.

    judge       pure: findings and policy -> verdict. Read this first
    rules/      one thing that may be doubted a file: law, care, form, origin, links
    decisions   pure: what may be done to a case, by people and by what comes after it
    desk/       the calls and pages by which people do it
    policies/   which policy is in force; shadow says what another would have said
    storage…    edge: cases, embargoes of the desk, and what was killed

    What rules read a text by: story, matching, folding, people, hosts, and the rooms
    headlines/, histories/, known/, lexicon/, pictures/.

More than fifteen files: the pure nouns of a case (cases, embargoes, takebacks, telling) stand
beside the decisions that they are cut from, and what several rules read by in no room of one.
"""
