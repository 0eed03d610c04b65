package org.restante.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/**
 * A temporary topic. Immutable. The trap: a connection that received it as a reply-to can send to it but cannot delete
 * it.
 */
public final class JmsTemporaryTopic implements TemporaryTopic, Addressed {

    private final Address address;
    private final @Nullable TemporaryOwner owner;

    public JmsTemporaryTopic(Address address, @Nullable TemporaryOwner owner) {
        this.address = address;
        this.owner = owner;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public String getTopicName() {
        return address.nameForText();
    }

    @Override
    public void delete() throws JMSException {
        TemporaryOwner.delete(owner, address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JmsTemporaryTopic topic && topic.address.equals(address);
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
