package org.restante.users;

import org.jspecify.annotations.Nullable;

/**
 * Whoever uses a link.
 *
 * @param name empty for one without a name
 * @param connection the broker's number for it; 0 before it has one
 * @param grants null if every user may do everything
 */
record LoggedIn(String name, long connection, @Nullable Grants grants) {}
