package org.restante.shell.session;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;

/** A Restante broker by its URI: embedded, or a server. Immutable. */
public record RestanteBroker(BrokerUri uri) implements ProviderAccess {

    @Override
    public String shown() {
        return uri.shown();
    }

    @Override
    public ConnectionFactory factory() {
        return new RestanteConnectionFactory(uri.uri());
    }

    @Override
    public boolean isRestante() {
        return true;
    }

    @Override
    public Admin admin(Credentials who) {
        return Admin.connect(uri.uri(), who.user(), who.password());
    }

    @Override
    public Duration patience() {
        return Duration.ZERO;
    }
}
