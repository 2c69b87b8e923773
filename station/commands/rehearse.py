"""`station rehearse`: the robot clerk plays the sample's visits in the real window."""
