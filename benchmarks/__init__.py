"""The measured claims: ratios against the tools people use today, taken in the same run."""
