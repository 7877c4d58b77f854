"""Downstream sites: who they are, what each may see and is owed, and how it gets there.

- sites, filters: what a site is and may see
- deliveries: what a site is owed of a story; shares: which process serves which sites
- directory, readers: all sites in memory; who asks, by token; how far each has read
- dispatch/: the lease of this process; the dispatcher follows the log, and writes what a row
  means for every site in one go; queues and couriers bring it (shared.webhooks); the ledger
  notes the answers; watch: who has a kill
- calls/: of operators and of sites; what a site holds and should, and which kills stand open
- storage, wiring
"""
