"""Running a newsroom: started, shown at work, looked over."""
