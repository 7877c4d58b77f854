"""Who answers: the door, the site behind it, the calls of machines, and pages that are open."""
