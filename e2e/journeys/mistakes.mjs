// What goes wrong is said in one plain sentence, and loses nothing. (in work)
