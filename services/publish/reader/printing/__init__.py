"""What every page is made with: addresses, look, rights, and the press that finishes one."""
