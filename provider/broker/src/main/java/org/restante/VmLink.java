package org.restante;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.ForwardingLink;

/** A link to a broker of this process; releases the broker when it is closed or lost. Any thread may use it. */
final class VmLink extends ForwardingLink {

    private final VmBrokers.Held broker;
    private final AtomicBoolean closed = new AtomicBoolean();

    VmLink(VmBrokers.Held broker, Consumer<Event> events) {
        super(broker.connect(events));
        this.broker = broker;
    }

    @Override
    public void lose() {
        if (closed.compareAndSet(false, true)) {
            super.lose();
            VmBrokers.release(broker);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            super.close();
            VmBrokers.release(broker);
        }
    }
}
