package org.restante.users;

import org.jspecify.annotations.Nullable;

/**
 * The user of a link.
 *
 * @param name empty for a user without a name
 * @param connection the broker's number of the connection; 0 before Connect
 * @param grants null if every user may do everything
 */
record LoggedIn(String name, long connection, @Nullable Grants grants) {}
