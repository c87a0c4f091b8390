"""A thread pool without threads: WebAssembly in a page has none, and Keras asks for a pool."""

import concurrent.futures


class SameThread(concurrent.futures.Executor):
    """Run each call at once, where it is submitted.

    >>> SameThread().submit(divmod, 7, 2).result()
    (3, 1)
    """

    def __init__(self, *args, **kwargs):
        super().__init__()

    def submit(self, function, /, *args, **kwargs):
        """Call the function; its result or its error is in the future."""
        future = concurrent.futures.Future()
        try:
            future.set_result(function(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


def install():
    """Let every new thread pool be one without threads."""
    concurrent.futures.ThreadPoolExecutor = SameThread
