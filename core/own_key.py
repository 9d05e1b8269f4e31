"""Forms that carry their own key: a code in the form is what opens, and no cookie of the visitor's counts."""


def carries_its_own_key(view):
    """A view that anybody may send to, with a code that only its holder knows.

    Django's check against forged forms guards what a cookie gives away. Here is none to ride on: the page sets no
    cookie and reads none, and `Referrer-Policy: no-referrer` makes browsers send `Origin: null`, which that check
    refuses. Never for a view that asks who is signed in.
    """
    view.csrf_exempt = True
    return view
