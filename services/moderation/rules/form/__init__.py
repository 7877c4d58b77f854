"""What is wrong with the copy as copy: too little, too loud, hidden, foreign, or a test."""
