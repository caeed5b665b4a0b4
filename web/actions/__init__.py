"""What the product does, one function per verb: the commands, the API and the pages call only these.

Each takes the store first and hands out values of ``web.views``. A *ref* names a work by its number, slug, title or an
unambiguous beginning of one. What a person has to mend is an ``InputError``, ``NotFound`` or ``Conflict``.

``__init__.pyi`` lists them. A module is loaded when one of its functions is asked for, so that a command loads what it
needs and no more.
"""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
