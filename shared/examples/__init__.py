"""One example of each event, as its entry lies in a stream, for the AsyncAPI description.

They are the samples of tests/contracts/samples, which are added and never edited:
`python -m tests.contracts.test_events` writes those that are missing.
"""
