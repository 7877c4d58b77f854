"""The operator's command, `copydesk`, and the embedded default.

Reaches the services over HTTP, and their pure modules for `parse`, `enrich` and `judge`.

    main, commands/    what can be asked
    calls, answers     the services, as the command speaks with them
    machine/           a newsroom on this machine, with the embedded default
    document_server/   the embedded default's MongoDB
    demo/              invented copy, and what must become of it
"""
