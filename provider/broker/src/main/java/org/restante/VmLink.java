package org.restante;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A link to a broker of this process, which it gives up when it is closed. Any thread may use it. */
final class VmLink implements Link {

    private final VmBrokers.Held broker;
    private final Link link;
    private final AtomicBoolean closed = new AtomicBoolean();

    VmLink(VmBrokers.Held broker, Consumer<Event> events) {
        this.broker = broker;
        this.link = broker.connect(events);
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        return link.request(request);
    }

    @Override
    public void setReady(boolean ready) {
        link.setReady(ready);
    }

    @Override
    public void lose() {
        if (closed.compareAndSet(false, true)) {
            link.lose();
            VmBrokers.release(broker);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            link.close();
            VmBrokers.release(broker);
        }
    }
}
