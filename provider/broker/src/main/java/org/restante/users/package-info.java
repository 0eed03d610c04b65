/**
 * Says who may connect: a file of users, and a link that lets nothing through before its user is known.
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
