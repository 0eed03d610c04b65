package org.restante.jms.session;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * How a message is sent.
 *
 * @param timeToLive milliseconds; 0 for ever
 * @param delay milliseconds before it may be delivered
 * @param timestamped whether it carries when it was sent
 */
record SendOptions(int deliveryMode, int priority, long timeToLive, long delay, boolean timestamped) {

    static final SendOptions DEFAULT = new SendOptions(
            Message.DEFAULT_DELIVERY_MODE,
            Message.DEFAULT_PRIORITY,
            Message.DEFAULT_TIME_TO_LIVE,
            Message.DEFAULT_DELIVERY_DELAY,
            true);

    /** These, once it is clear that they may be. */
    SendOptions checked() throws JMSException {
        if (deliveryMode != DeliveryMode.PERSISTENT && deliveryMode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException(
                    "no delivery mode has the code " + deliveryMode + "; use a constant of DeliveryMode");
        }
        if (priority < 0 || priority > 9) {
            throw new JMSException("a priority of " + priority + "; use 0 (lowest) to 9");
        }
        if (timeToLive < 0 || delay < 0) {
            throw new JMSException(
                    "a negative " + (delay < 0 ? "delivery delay of " + delay : "time to live of " + timeToLive)
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
