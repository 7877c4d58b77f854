"""Downstream sites: who they are, what each may see and is owed, and how it gets there.

- sites, filters: what a site is and may see
- directory, readers: all sites in memory; who asks, by token; how far each has read
- shares, lease: which process serves which sites; a dead one's are taken over
- dispatcher: follows the log; what a row means for every site, in one write
- queues, couriers: what is on its way to one site, and its way (shared.webhooks)
- deliveries, ledger: what a site is owed of a story; answers written down in bulk
- watch, kills, diff: who has a kill; what a site holds and should
- storage, operator_api, site_api, wiring

More than fifteen files, because half of them are pure and stand beside what runs them.
"""
