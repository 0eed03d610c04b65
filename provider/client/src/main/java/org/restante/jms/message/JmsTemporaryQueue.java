package org.restante.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/**
 * A temporary queue. Immutable. The trap: a connection that received it as a reply-to can send to it but cannot delete
 * it.
 */
public final class JmsTemporaryQueue implements TemporaryQueue, Addressed {

    private final Address address;
    private final @Nullable TemporaryOwner owner;

    public JmsTemporaryQueue(Address address, @Nullable TemporaryOwner owner) {
        this.address = address;
        this.owner = owner;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public String getQueueName() {
        return address.nameForText();
    }

    @Override
    public void delete() throws JMSException {
        TemporaryOwner.delete(owner, address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JmsTemporaryQueue queue && queue.address.equals(address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
