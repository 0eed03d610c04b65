package org.restante.broker.dispatch;

import org.jspecify.annotations.Nullable;
import org.restante.link.Caller;
import org.restante.link.Request;
import org.restante.message.Address;

/** A user who may do everything. */
public record NamedCaller(@Nullable String user) implements Caller {

    public static Caller of(@Nullable String user) {
        return new NamedCaller(user);
    }

    @Override
    public boolean mayReceive(Address topic) {
        return true;
    }

    @Override
    public boolean maySend(Address destination) {
        return true;
    }

    @Override
    public boolean mayAdministerAll() {
        return true;
    }

    @Override
    public void actsFor(String owner, Request request) {}

    @Override
    public void settlesForeign(Request request) {}
}
