package org.restante.jms.message;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Correlation;
import org.restante.message.Envelope;
import org.restante.message.Header;

/**
 * A message without a body, and the headers and properties of all messages. Owned by one application thread at a time.
 *
 * <p>The trap: the application may change the object after a send. The sent message is the {@link Envelope}, frozen by
 * {@link #freeze}, which does not change.
 */
public class JmsMessage implements Message {

    private final Properties properties = new Properties();

    /** A MessageId that was stamped or delivered, or a text that the application has set. */
    private @Nullable Object id;

    private long timestamp;
    private long expiration;
    private long deliveryTime;
    private int priority = DEFAULT_PRIORITY;
    private int deliveryMode = DEFAULT_DELIVERY_MODE;
    private boolean redelivered;
    private @Nullable Correlation correlation;
    private @Nullable String type;

    /** A Destination, or the Address from which it is created at the first access. */
    private @Nullable Object destination;

    private @Nullable Object replyTo;
    private @Nullable Receipt receipt;
    private @Nullable DestinationFactory destinations;
    private boolean bodyReadOnly;

    BodyKind kind() {
        return BodyKind.NONE;
    }

    /** The encoded body to send; null for none. */
    byte @Nullable [] encodeBody() throws JMSException {
        return null;
    }

    /** Sets a delivered body, which is decoded at the first access. */
    void decodeBody(Envelope envelope) {}

    /** A copy of the body for {@link #getBody}; null if there is none. Changes nothing. */
    @Nullable
    Object body() throws JMSException {
        return null;
    }

    void forgetBody() {}

    /** The type of the body: {@link #getBody} accepts it and its supertypes. */
    Class<?> bodyType(Object body) {
        return body.getClass();
    }

    /** Encodes the message; later changes to this object do not affect the envelope. */
    public final Envelope freeze(Header header) throws JMSException {
        return Envelope.of(header, properties.toSend(), kind(), encodeBody());
    }

    /** Sets the headers that the producer has stamped on the sent message. */
    public final void stamp(Header header, Destination to) {
        takeHeader(header);
        destination = to;
        redelivered = false;
    }

    /**
     * Turns this object into a received or browsed message: read-only except for its headers.
     *
     * @param deliveries how often it was delivered, with this time if it is received
     */
    final void becomeReceived(
            Envelope envelope,
            int deliveries,
            boolean isRedelivered,
            @Nullable Receipt by,
            DestinationFactory factory) {
        Header header = envelope.header();
        takeHeader(header);
        destination = header.destination();
        correlation = header.correlation();
        replyTo = header.replyTo();
        type = header.type();
        redelivered = isRedelivered;
        receipt = by;
        destinations = factory;
        bodyReadOnly = true;
        properties.setReceived(envelope, deliveries);
        decodeBody(envelope);
    }

    private void takeHeader(Header header) {
        id = header.id();
        timestamp = header.timestamp();
        expiration = header.expiration();
        deliveryTime = header.deliveryTime() == 0 ? header.timestamp() : header.deliveryTime();
        priority = header.priority();
        deliveryMode = header.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
    }

    public final @Nullable Correlation correlation() {
        return correlation;
    }

    public final @Nullable Address replyToAddress() throws JMSException {
        if (replyTo instanceof Address address) {
            return address;
        }
        return replyTo == null ? null : JmsDestinations.of((Destination) replyTo);
    }

    final Properties properties() {
        return properties;
    }

    final boolean isBodyReadOnly() {
        return bodyReadOnly;
    }

    final void setBodyReadOnly(boolean readOnly) {
        bodyReadOnly = readOnly;
    }

    final void checkBodyWritable() throws MessageNotWriteableException {
        if (bodyReadOnly) {
            throw new MessageNotWriteableException("the message's body is read-only; call clearBody first");
        }
    }

    private @Nullable Destination asDestination(@Nullable Object value) {
        if (!(value instanceof Address address)) {
            return (Destination) value;
        }
        return Objects.requireNonNull(destinations, "only a received message has addresses")
                .destination(address);
    }

    @Override
    public @Nullable String getJMSMessageID() {
        return id == null ? null : id.toString();
    }

    @Override
    public void setJMSMessageID(@Nullable String value) {
        id = value;
    }

    @Override
    public long getJMSTimestamp() {
        return timestamp;
    }

    @Override
    public void setJMSTimestamp(long value) {
        timestamp = value;
    }

    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return correlation == null ? null : correlation.bytes();
    }

    @Override
    public void setJMSCorrelationIDAsBytes(byte @Nullable [] value) {
        correlation = value == null ? null : Correlation.ofBytes(value);
    }

    @Override
    public void setJMSCorrelationID(@Nullable String value) {
        correlation = value == null ? null : Correlation.ofText(value);
    }

    @Override
    public @Nullable String getJMSCorrelationID() {
        return correlation == null ? null : correlation.text();
    }

    @Override
    public @Nullable Destination getJMSReplyTo() {
        return asDestination(replyTo);
    }

    @Override
    public void setJMSReplyTo(@Nullable Destination value) {
        replyTo = value;
    }

    @Override
    public @Nullable Destination getJMSDestination() {
        return asDestination(destination);
    }

    @Override
    public void setJMSDestination(@Nullable Destination value) {
        destination = value;
    }

    @Override
    public int getJMSDeliveryMode() {
        return deliveryMode;
    }

    @Override
    public void setJMSDeliveryMode(int value) {
        deliveryMode = value;
    }

    @Override
    public boolean getJMSRedelivered() {
        return redelivered;
    }

    @Override
    public void setJMSRedelivered(boolean value) {
        redelivered = value;
    }

    @Override
    public @Nullable String getJMSType() {
        return type;
    }

    @Override
    public void setJMSType(@Nullable String value) {
        type = value;
    }

    @Override
    public long getJMSExpiration() {
        return expiration;
    }

    @Override
    public void setJMSExpiration(long value) {
        expiration = value;
    }

    @Override
    public long getJMSDeliveryTime() {
        return deliveryTime;
    }

    @Override
    public void setJMSDeliveryTime(long value) {
        deliveryTime = value;
    }

    @Override
    public int getJMSPriority() {
        return priority;
    }

    @Override
    public void setJMSPriority(int value) {
        priority = value;
    }

    @Override
    public void clearProperties() {
        properties.clear();
    }

    @Override
    public boolean propertyExists(@Nullable String name) {
        return properties.has(name);
    }

    @Override
    public boolean getBooleanProperty(@Nullable String name) throws JMSException {
        return Conversions.toBoolean(properties.get(name), String.valueOf(name));
    }

    @Override
    public byte getByteProperty(@Nullable String name) throws JMSException {
        return Conversions.toByte(properties.get(name), String.valueOf(name));
    }

    @Override
    public short getShortProperty(@Nullable String name) throws JMSException {
        return Conversions.toShort(properties.get(name), String.valueOf(name));
    }

    @Override
    public int getIntProperty(@Nullable String name) throws JMSException {
        return Conversions.toInt(properties.get(name), String.valueOf(name));
    }

    @Override
    public long getLongProperty(@Nullable String name) throws JMSException {
        return Conversions.toLong(properties.get(name), String.valueOf(name));
    }

    @Override
    public float getFloatProperty(@Nullable String name) throws JMSException {
        return Conversions.toFloat(properties.get(name), String.valueOf(name));
    }

    @Override
    public double getDoubleProperty(@Nullable String name) throws JMSException {
        return Conversions.toDouble(properties.get(name), String.valueOf(name));
    }

    @Override
    public @Nullable String getStringProperty(@Nullable String name) throws JMSException {
        return Conversions.toText(properties.get(name), String.valueOf(name));
    }

    @Override
    public @Nullable Object getObjectProperty(@Nullable String name) {
        return properties.get(name);
    }

    @Override
    public Enumeration<String> getPropertyNames() {
        return Collections.enumeration(properties.names());
    }

    @Override
    public void setBooleanProperty(@Nullable String name, boolean value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public void setByteProperty(@Nullable String name, byte value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public void setShortProperty(@Nullable String name, short value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public void setIntProperty(@Nullable String name, int value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public void setLongProperty(@Nullable String name, long value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public void setFloatProperty(@Nullable String name, float value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public void setDoubleProperty(@Nullable String name, double value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public void setStringProperty(@Nullable String name, @Nullable String value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public void setObjectProperty(@Nullable String name, @Nullable Object value) throws JMSException {
        properties.set(name, value);
    }

    /**
     * Acknowledges according to the session's mode (section 6.2.10).
     *
     * @throws IllegalStateException if the session is closed
     */
    @Override
    public void acknowledge() throws JMSException {
        Receipt by = receipt;
        if (by != null) {
            by.acknowledge();
        }
    }

    @Override
    public final void clearBody() {
        bodyReadOnly = false;
        forgetBody();
    }

    @Override
    @SuppressWarnings("NullAway") // the API returns null where there is no body
    public <T> T getBody(Class<T> wanted) throws JMSException {
        Object body = body();
        if (body == null) {
            return null;
        }
        if (!wanted.isAssignableFrom(bodyType(body))) {
            throw new MessageFormatException(
                    "the body is a " + bodyType(body).getName() + " and cannot be read as " + wanted.getName());
        }
        return wanted.cast(body);
    }

    /**
     * The body for receiveBody, which requires one.
     *
     * @throws MessageFormatException if there is no body, or it has another type
     */
    public final <T> T bodyFor(Class<T> wanted) throws JMSException {
        T body = getBody(wanted);
        if (body == null) {
            throw new MessageFormatException("the message " + getJMSMessageID() + " has no body; use receive");
        }
        return body;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the API's signature is raw
    public boolean isBodyAssignableTo(Class wanted) throws JMSException {
        try {
            Object body = body();
            return body == null || wanted.isAssignableFrom(bodyType(body));
        } catch (MessageFormatException notReadable) {
            return false; // as the API requires for objects that cannot be deserialised
        }
    }
}
