"""Who a newsroom deals with: wires, sites and people; by which policy, under which key."""
