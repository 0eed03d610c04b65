package org.restante.jms.session;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Unchecked;
import org.restante.jms.message.Conversions;
import org.restante.jms.message.Properties;
import org.restante.message.Correlation;

/**
 * A producer of the simplified API: it sets its properties and headers on each message it sends (sections 7.4 to 7.7).
 * Owned by its context's thread.
 *
 * <p>It sends by the public methods of a classic producer, because agents trace those.
 */
final class JmsContextProducer implements JMSProducer {

    private final JmsSession session;
    private final JmsProducer producer;
    private final Properties properties = new Properties();
    private SendOptions options = SendOptions.DEFAULT;
    private boolean idDisabled;
    private @Nullable CompletionListener listener;
    private @Nullable Correlation correlation;
    private @Nullable String type;
    private @Nullable Destination replyTo;

    JmsContextProducer(JmsSession session) {
        this.session = session;
        this.producer = new JmsProducer(session, null);
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Message message) {
        Unchecked.run(() -> {
            session.checkOpen();
            if (destination == null) {
                throw new InvalidDestinationException("no destination was given; give a queue or a topic");
            }
            if (message != null) {
                applyTo(message);
            }
            producer.setOptions(options);
            if (listener == null) {
                producer.send(destination, message);
            } else {
                producer.send(destination, message, listener);
            }
        });
        return this;
    }

    private void applyTo(Message message) throws JMSException {
        for (String name : properties.names()) {
            message.setObjectProperty(name, properties.get(name));
        }
        Correlation id = correlation;
        if (id != null && id.binary()) {
            message.setJMSCorrelationIDAsBytes(id.bytes());
        } else if (id != null) {
            message.setJMSCorrelationID(id.text());
        }
        if (type != null) {
            message.setJMSType(type);
        }
        if (replyTo != null) {
            message.setJMSReplyTo(replyTo);
        }
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable String body) {
        TextMessage message = Unchecked.get(() -> session.createTextMessage(body));
        return send(destination, message);
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Map<String, Object> body) {
        MapMessage message = Unchecked.get(() -> {
            MapMessage map = session.createMapMessage();
            for (Map.Entry<String, Object> entry :
                    body == null ? Set.<Map.Entry<String, Object>>of() : body.entrySet()) {
                map.setObject(entry.getKey(), entry.getValue());
            }
            return map;
        });
        return send(destination, message);
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, byte @Nullable [] body) {
        var message = Unchecked.get(() -> {
            var bytes = session.createBytesMessage();
            if (body != null) {
                bytes.writeBytes(body);
            }
            return bytes;
        });
        return send(destination, message);
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Serializable body) {
        ObjectMessage message = Unchecked.get(() -> session.createObjectMessage(body));
        return send(destination, message);
    }

    @Override
    public JMSProducer setDisableMessageID(boolean value) {
        idDisabled = value;
        return this;
    }

    @Override
    public boolean getDisableMessageID() {
        return idDisabled;
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean value) {
        options = options.withTimestamps(!value);
        return this;
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return !options.timestamped();
    }

    @Override
    public JMSProducer setDeliveryMode(int deliveryMode) {
        options = Unchecked.get(() -> options.withDeliveryMode(deliveryMode));
        return this;
    }

    @Override
    public int getDeliveryMode() {
        return options.deliveryMode();
    }

    @Override
    public JMSProducer setPriority(int priority) {
        options = Unchecked.get(() -> options.withPriority(priority));
        return this;
    }

    @Override
    public int getPriority() {
        return options.priority();
    }

    @Override
    public JMSProducer setTimeToLive(long timeToLive) {
        options = Unchecked.get(() -> options.withTimeToLive(timeToLive));
        return this;
    }

    @Override
    public long getTimeToLive() {
        return options.timeToLive();
    }

    @Override
    public JMSProducer setDeliveryDelay(long deliveryDelay) {
        options = Unchecked.get(() -> options.withDelay(deliveryDelay));
        return this;
    }

    @Override
    public long getDeliveryDelay() {
        return options.delay();
    }

    @Override
    public JMSProducer setAsync(@Nullable CompletionListener completionListener) {
        listener = completionListener;
        return this;
    }

    @Override
    public @Nullable CompletionListener getAsync() {
        return listener;
    }

    private JMSProducer set(@Nullable String name, @Nullable Object value) {
        Unchecked.run(() -> properties.set(name, value));
        return this;
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, boolean value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, byte value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, short value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, int value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, long value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, float value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, double value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, @Nullable String value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, @Nullable Object value) {
        return set(name, value);
    }

    @Override
    public JMSProducer clearProperties() {
        properties.clear();
        return this;
    }

    @Override
    public boolean propertyExists(@Nullable String name) {
        return properties.has(name);
    }

    @Override
    public boolean getBooleanProperty(@Nullable String name) {
        return Unchecked.get(() -> Conversions.toBoolean(properties.get(name), String.valueOf(name)));
    }

    @Override
    public byte getByteProperty(@Nullable String name) {
        return Unchecked.get(() -> Conversions.toByte(properties.get(name), String.valueOf(name)));
    }

    @Override
    public short getShortProperty(@Nullable String name) {
        return Unchecked.get(() -> Conversions.toShort(properties.get(name), String.valueOf(name)));
    }

    @Override
    public int getIntProperty(@Nullable String name) {
        return Unchecked.get(() -> Conversions.toInt(properties.get(name), String.valueOf(name)));
    }

    @Override
    public long getLongProperty(@Nullable String name) {
        return Unchecked.get(() -> Conversions.toLong(properties.get(name), String.valueOf(name)));
    }

    @Override
    public float getFloatProperty(@Nullable String name) {
        return Unchecked.get(() -> Conversions.toFloat(properties.get(name), String.valueOf(name)));
    }

    @Override
    public double getDoubleProperty(@Nullable String name) {
        return Unchecked.get(() -> Conversions.toDouble(properties.get(name), String.valueOf(name)));
    }

    @Override
    public @Nullable String getStringProperty(@Nullable String name) {
        return Unchecked.getOrNull(() -> Conversions.toText(properties.get(name), String.valueOf(name)));
    }

    @Override
    public @Nullable Object getObjectProperty(@Nullable String name) {
        return properties.get(name);
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.view();
    }

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte @Nullable [] id) {
        correlation = id == null ? null : Correlation.ofBytes(id);
        return this;
    }

    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return correlation == null ? null : correlation.bytes();
    }

    @Override
    public JMSProducer setJMSCorrelationID(@Nullable String id) {
        correlation = id == null ? null : Correlation.ofText(id);
        return this;
    }

    @Override
    public @Nullable String getJMSCorrelationID() {
        return correlation == null ? null : correlation.text();
    }

    @Override
    public JMSProducer setJMSType(@Nullable String value) {
        type = value;
        return this;
    }

    @Override
    public @Nullable String getJMSType() {
        return type;
    }

    @Override
    public JMSProducer setJMSReplyTo(@Nullable Destination destination) {
        replyTo = destination;
        return this;
    }

    @Override
    public @Nullable Destination getJMSReplyTo() {
        return replyTo;
    }
}
