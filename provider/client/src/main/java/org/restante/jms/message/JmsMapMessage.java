package org.restante.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.Values;

/**
 * A message with names and values; a received one is decoded at the first access. Owned by one application thread at a
 * time.
 */
final class JmsMapMessage extends JmsMessage implements MapMessage {

    private Map<String, @Nullable Object> map = new LinkedHashMap<>();
    private @Nullable Envelope source;

    @Override
    BodyKind kind() {
        return BodyKind.MAP;
    }

    @Override
    byte @Nullable [] encodeBody() {
        Map<String, @Nullable Object> current = map();
        Encoder out = new Encoder(16 + 32 * current.size());
        Values.writeMap(out, current);
        return out.toBytes();
    }

    @Override
    void decodeBody(Envelope envelope) {
        source = envelope;
    }

    @Override
    void forgetBody() {
        map = new LinkedHashMap<>();
        source = null;
    }

    @Override
    @Nullable
    Object body() {
        if (map().isEmpty()) {
            return null;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(map());
        copy.replaceAll((name, value) -> value instanceof byte[] bytes ? bytes.clone() : value);
        return copy;
    }

    @Override
    Class<?> bodyType(Object body) {
        return Map.class;
    }

    private Map<String, @Nullable Object> map() {
        Envelope from = source;
        if (from != null) {
            ByteBuffer body = from.body();
            map = body == null ? new LinkedHashMap<>() : Values.readMap(new Decoder(Bodies.bytes(body)));
            source = null;
        }
        return map;
    }

    private @Nullable Object get(@Nullable String name) {
        return map().get(name);
    }

    private void put(@Nullable String name, @Nullable Object value) throws JMSException {
        checkBodyWritable();
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("the name of a map's entry is " + (name == null ? "null" : "empty")
                    + "; give it at least one character");
        }
        map.put(name, value);
    }

    @Override
    public boolean getBoolean(@Nullable String name) throws JMSException {
        return Conversions.toBoolean(get(name), String.valueOf(name));
    }

    @Override
    public byte getByte(@Nullable String name) throws JMSException {
        return Conversions.toByte(get(name), String.valueOf(name));
    }

    @Override
    public short getShort(@Nullable String name) throws JMSException {
        return Conversions.toShort(get(name), String.valueOf(name));
    }

    @Override
    public char getChar(@Nullable String name) throws JMSException {
        return Conversions.toChar(get(name), String.valueOf(name));
    }

    @Override
    public int getInt(@Nullable String name) throws JMSException {
        return Conversions.toInt(get(name), String.valueOf(name));
    }

    @Override
    public long getLong(@Nullable String name) throws JMSException {
        return Conversions.toLong(get(name), String.valueOf(name));
    }

    @Override
    public float getFloat(@Nullable String name) throws JMSException {
        return Conversions.toFloat(get(name), String.valueOf(name));
    }

    @Override
    public double getDouble(@Nullable String name) throws JMSException {
        return Conversions.toDouble(get(name), String.valueOf(name));
    }

    @Override
    public @Nullable String getString(@Nullable String name) throws JMSException {
        return Conversions.toText(get(name), String.valueOf(name));
    }

    @Override
    public byte @Nullable [] getBytes(@Nullable String name) throws JMSException {
        return Conversions.toBytes(get(name), String.valueOf(name));
    }

    @Override
    public @Nullable Object getObject(@Nullable String name) {
        return get(name) instanceof byte[] bytes ? bytes.clone() : get(name);
    }

    @Override
    public Enumeration<String> getMapNames() {
        return Collections.enumeration(map().keySet());
    }

    @Override
    public void setBoolean(@Nullable String name, boolean value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setByte(@Nullable String name, byte value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setShort(@Nullable String name, short value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setChar(@Nullable String name, char value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setInt(@Nullable String name, int value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setLong(@Nullable String name, long value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setFloat(@Nullable String name, float value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setDouble(@Nullable String name, double value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setString(@Nullable String name, @Nullable String value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(@Nullable String name, byte @Nullable [] value) throws JMSException {
        put(name, value == null ? null : value.clone());
    }

    @Override
    public void setBytes(@Nullable String name, byte[] value, int offset, int length) throws JMSException {
        put(name, Bodies.part(value, offset, length));
    }

    @Override
    public void setObject(@Nullable String name, @Nullable Object value) throws JMSException {
        put(name, Bodies.checked(value));
    }

    @Override
    public boolean itemExists(@Nullable String name) {
        return map().containsKey(name);
    }
}
