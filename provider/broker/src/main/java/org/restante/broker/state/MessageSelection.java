package org.restante.broker.state;

import org.restante.message.Envelope;
import org.restante.selector.MessageFields;

/**
 * A message to which the selectors of many subscriptions are applied. Its properties are decoded once. Owned by the broker thread.
 */
public final class MessageSelection {

    private final MessageFields fields;

    public MessageSelection(Envelope message) {
        this.fields = new MessageFields(message);
    }

    /** Whether the message matches the selector of a subscription. */
    public boolean isAcceptedBy(DeliveryQueue subscription) {
        return subscription.accepts(fields);
    }

    /** The steps of all selectors so far. */
    public long steps() {
        return fields.steps();
    }
}
