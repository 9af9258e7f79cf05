"""What is English and nothing else: ages, persons in short, contact data, grammar."""
