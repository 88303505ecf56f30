"""What an author asks for on the command line besides a build."""
