/**
 * Says who may connect and what they may do: files of users and permissions, a link that lets nothing through before its user is
 * known and nothing after that is not allowed, and the log of what operators did.
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
