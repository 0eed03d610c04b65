/**
 * Access control: files of users and permissions, a link that refuses requests before its user is known and requests without
 * permission, and the audit log of changes by operators.
 *
 * <pre>
 *   caller                 GuardedLink                a checking thread        Link behind
 *     Connect(user, ...) --&gt;  check ------------------&gt; hash, compare
 *                             known: pass it on &lt;-------------+
 *                               Connect ----------------------------------------&gt;
 *     anything else -------&gt;  refused until then, passed on after ----------------&gt;
 * </pre>
 */
@NullMarked
package org.restante.users;

import org.jspecify.annotations.NullMarked;
