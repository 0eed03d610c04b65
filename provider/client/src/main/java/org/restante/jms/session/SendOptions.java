package org.restante.jms.session;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * The options of a send. Immutable.
 *
 * @param timeToLive milliseconds; 0 for no limit
 * @param delay milliseconds before it may be delivered
 * @param timestamped whether the message carries the time of the send
 */
record SendOptions(int deliveryMode, int priority, long timeToLive, long delay, boolean timestamped) {

    static final SendOptions DEFAULT = new SendOptions(
            Message.DEFAULT_DELIVERY_MODE,
            Message.DEFAULT_PRIORITY,
            Message.DEFAULT_TIME_TO_LIVE,
            Message.DEFAULT_DELIVERY_DELAY,
            true);

    /** Returns these options after checking their ranges. */
    SendOptions checked() throws JMSException {
        if (deliveryMode != DeliveryMode.PERSISTENT && deliveryMode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException(
                    deliveryMode + " is not the code of a delivery mode; use a constant of DeliveryMode");
        }
        if (priority < 0 || priority > 9) {
            throw new JMSException("the priority is " + priority + "; use 0 (lowest) to 9");
        }
        if (timeToLive < 0 || delay < 0) {
            throw new JMSException("the " + (delay < 0 ? "delivery delay is " + delay : "time to live is " + timeToLive)
                    + " ms; use 0 or more");
        }
        return this;
    }

    SendOptions withDeliveryMode(int value) throws JMSException {
        return new SendOptions(value, priority, timeToLive, delay, timestamped).checked();
    }

    SendOptions withPriority(int value) throws JMSException {
        return new SendOptions(deliveryMode, value, timeToLive, delay, timestamped).checked();
    }

    SendOptions withTimeToLive(long value) throws JMSException {
        return new SendOptions(deliveryMode, priority, value, delay, timestamped).checked();
    }

    SendOptions withDelay(long value) throws JMSException {
        return new SendOptions(deliveryMode, priority, timeToLive, value, timestamped).checked();
    }

    SendOptions withTimestamps(boolean value) {
        return new SendOptions(deliveryMode, priority, timeToLive, delay, value);
    }

    boolean isPersistent() {
        return deliveryMode == DeliveryMode.PERSISTENT;
    }
}
