package org.restante.jms;

import jakarta.jms.Queue;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.restante.jms.message.Addressed;
import org.restante.jms.naming.References;
import org.restante.message.Address;

/** A queue, identified by its name; usable on any connection and as an administered object (section 5.2). Immutable. */
public final class RestanteQueue implements Queue, Addressed, Referenceable, Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;

    /**
     * Names a queue; it does not have to exist yet. The name of a temporary queue, from {@code getQueueName}, leads to that
     * temporary queue.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public RestanteQueue(String name) {
        this.name = Address.queue(name).name();
    }

    @Override
    public Address address() {
        return Address.ofQueueName(name);
    }

    @Override
    public String getQueueName() {
        return name;
    }

    @Override
    public Reference getReference() {
        return References.ofDestination(RestanteQueue.class, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RestanteQueue queue && queue.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return address().toString();
    }
}
