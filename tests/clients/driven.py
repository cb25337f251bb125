"""Which calls of the control plane's own client the tests have made."""

import functools
import inspect

from igz_mgmt import client, operations, resources

# What the client's classes have from pydantic's and from each other that is no call of theirs.
NO_CALLS = {
    "from_orm", "from_orm_with_client", "annotations_validator", "default_function_node_selector_validator",
    "labels_validator",
}
# Classes without calls: bases of others, and records that come with projects alone (contract, §5).
NO_CLASSES = {"ResourceBaseModel", "BaseResource", "ProjectMembershipResource", "ProjectAuthorizationRole"}
# Records of the same: only what they add has a meaning.
OWN_ONLY = {"ProjectAuthorizationRoleSet"}

MADE = set()


def classes():
    """All classes of the client that have calls, and their bases."""
    found = [client.APIClient]
    for module in (resources, operations):
        found += [one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == module.__name__]
    return found


def functions(of):
    """The public functions and properties that a class itself defines."""
    kinds = (classmethod, staticmethod, property)
    return {
        name: one for name, one in vars(of).items()
        if not name.startswith("_") and name not in NO_CALLS and (isinstance(one, kinds) or inspect.isfunction(one))
    }


def all_calls():
    """`Class.function` of every call."""
    calls = set()
    for one in classes():
        if one.__name__ not in NO_CLASSES:
            bases = [one] if one.__name__ in OWN_ONLY else one.__mro__
            calls |= {f"{one.__name__}.{name}" for base in bases if base in classes() for name in functions(base)}
    return calls


def noted(of, name, function, by_class):
    """The function, which notes that it was called, and on what."""
    @functools.wraps(function)
    def call(*arguments, **more):
        on = arguments[0] if by_class is True else type(arguments[0]) if by_class is False else of
        MADE.add(f"{on.__name__}.{name}")
        return function(*arguments, **more)

    return call


def watch():
    """From now on the calls are noted."""
    for of in classes():
        for name, one in functions(of).items():
            if isinstance(one, classmethod):
                setattr(of, name, classmethod(noted(of, name, one.__func__, True)))
            elif isinstance(one, staticmethod):
                setattr(of, name, staticmethod(noted(of, name, one.__func__, None)))
            elif isinstance(one, property):
                setter = one.fset and noted(of, name, one.fset, False)
                setattr(of, name, property(noted(of, name, one.fget, False), setter))
            else:
                setattr(of, name, noted(of, name, one, False))
