package org.restante.jms;

import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/** A temporary topic. The trap: where it came as a reply-to of another connection it can be sent to but not deleted. */
final class OwnedTopic implements TemporaryTopic, Addressed {

    private final Address address;
    private final @Nullable TemporaryOwner owner;

    OwnedTopic(Address address, @Nullable TemporaryOwner owner) {
        this.address = address;
        this.owner = owner;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public String getTopicName() {
        return address.name();
    }

    @Override
    public void delete() throws JMSException {
        TemporaryOwner.delete(owner, address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OwnedTopic topic && topic.address.equals(address);
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
