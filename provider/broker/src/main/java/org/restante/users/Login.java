package org.restante.users;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.restante.link.Caller;
import org.restante.link.Request;
import org.restante.message.Address;

/**
 * The login of one link: its origin and, after Connect, its user. The broker asks it what it cannot leave to the guard in front of
 * it. Any thread may use it.
 *
 * <p>The trap: the broker thread reads no file, so it gets the permissions as the guard last read them, which it does for each
 * request.
 */
public final class Login implements Caller {

    private final Access access;
    private final LinkOrigin origin;
    private final AtomicLong foreign = new AtomicLong();
    private volatile @Nullable LoggedIn user;

    Login(Access access, LinkOrigin origin) {
        this.access = access;
        this.origin = origin;
        this.user = access.asksWho() ? null : new LoggedIn("", 0, null);
    }

    LinkOrigin origin() {
        return origin;
    }

    /** Null before Connect. */
    @Nullable
    LoggedIn known() {
        return user;
    }

    void begin(LoggedIn connected) {
        user = connected;
    }

    @Override
    public @Nullable String user() {
        LoggedIn known = user;
        return known == null || !access.asksWho() ? null : known.name();
    }

    @Override
    public boolean mayReceive(Address topic) {
        return may(new Need(Action.RECEIVE, topic));
    }

    @Override
    public boolean maySend(Address destination) {
        return may(new Need(Action.SEND, destination));
    }

    @Override
    public boolean mayAdministerAll() {
        return may(new Need(Action.ADMINISTER, null));
    }

    private boolean may(Need need) {
        LoggedIn known = user;
        return known != null && (known.grants() == null || known.grants().allowsAsRead(need));
    }

    @Override
    public void actsFor(String owner, Request request) {
        LoggedIn known = user;
        if (known != null) {
            Audit.actsFor(known.name(), known.connection(), origin.peer(), request, owner);
        }
    }

    @Override
    public void settlesForeign(Request request) {
        LoggedIn known = user;
        long refused = foreign.incrementAndGet();
        if (known != null && Long.bitCount(refused) == 1) { // the first, and each time that they have doubled
            Audit.settlesForeign(known.name(), known.connection(), origin.peer(), request, refused);
        }
    }
}
