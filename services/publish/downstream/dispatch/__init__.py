"""What is owed, and its way: rows of the log, shares of the sites, queues, couriers, tries."""
