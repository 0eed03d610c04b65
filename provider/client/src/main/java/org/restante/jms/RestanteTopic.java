package org.restante.jms;

import jakarta.jms.Topic;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.restante.jms.message.Addressed;
import org.restante.jms.naming.References;
import org.restante.message.Address;

/** A topic, identified by its name; usable on any connection and as an administered object (section 5.2). Immutable. */
public final class RestanteTopic implements Topic, Addressed, Referenceable, Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;

    /**
     * Names a topic; it does not have to exist yet. The name of a temporary topic, from {@code getTopicName}, leads to that
     * temporary topic.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public RestanteTopic(String name) {
        this.name = Address.topic(name).name();
    }

    @Override
    public Address address() {
        return Address.ofTopicName(name);
    }

    @Override
    public String getTopicName() {
        return name;
    }

    @Override
    public Reference getReference() {
        return References.ofDestination(RestanteTopic.class, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RestanteTopic topic && topic.name.equals(name);
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
