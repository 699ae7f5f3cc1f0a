"""What is no test here."""

# A script to run by hand, which runs the tests itself.
collect_ignore = ["mutants.py", "mutants_of_the_project.py"]
