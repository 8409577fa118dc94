// Every page kind of both doors: no axe violation, no sideways scroll, nothing wrong in the console. (in work)
