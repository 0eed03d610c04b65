package org.restante.jms.message;

import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;

/**
 * The properties of one message; decoded from its envelope at the first access. Owned by the message's thread.
 *
 * <p>The trap: JMSXDeliveryCount belongs to the delivery, not to the sender's properties, and is never sent.
 */
public final class Properties {

    public static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private static final int NOT_RECEIVED = -1;

    private static final Set<String> RESERVED =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    private @Nullable Envelope source;
    private @Nullable Map<String, @Nullable Object> values;
    private boolean readOnly;

    /** 0 for a browsed message that was never delivered; {@link #NOT_RECEIVED} for one that was made here. */
    private int deliveryCount = NOT_RECEIVED;

    /** Sets the properties of a received message. */
    void setReceived(Envelope envelope, int count) {
        source = envelope;
        values = null;
        readOnly = true;
        deliveryCount = count;
    }

    public @Nullable Object get(@Nullable String name) {
        if (deliveryCount != NOT_RECEIVED && DELIVERY_COUNT.equals(name)) {
            return deliveryCount;
        }
        return name == null ? null : sent().get(name);
    }

    public boolean has(@Nullable String name) {
        return name != null
                && ((deliveryCount != NOT_RECEIVED && DELIVERY_COUNT.equals(name)) || sent().containsKey(name));
    }

    public Set<String> names() {
        if (deliveryCount == NOT_RECEIVED) {
            return Collections.unmodifiableSet(sent().keySet());
        }
        Set<String> all = new LinkedHashSet<>(sent().keySet());
        all.add(DELIVERY_COUNT);
        return all;
    }

    /** A live, unmodifiable view of the names. */
    public Set<String> view() {
        return Collections.unmodifiableSet(new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                return names().iterator();
            }

            @Override
            public int size() {
                return names().size();
            }
        });
    }

    public void set(@Nullable String name, @Nullable Object value)
            throws MessageNotWriteableException, MessageFormatException {
        String valid = checkName(name);
        if (readOnly) {
            throw new MessageNotWriteableException("the properties of a received message are read-only, so '" + valid
                    + "' cannot be set; call clearProperties first");
        }
        checkValue(valid, value);
        writable().put(valid, value);
    }

    /** Sets a value copied from another provider's message; that provider has checked the name. */
    void putCopied(String name, @Nullable Object value) throws MessageFormatException {
        checkValue(name, value);
        writable().put(name, value);
    }

    public void clear() {
        source = null;
        values = null;
        readOnly = false; // the delivery count stays
    }

    /** The properties to send to the broker. */
    Map<String, @Nullable Object> toSend() {
        Map<String, @Nullable Object> all = sent();
        if (!all.containsKey(DELIVERY_COUNT)) {
            return all;
        }
        Map<String, @Nullable Object> without = new LinkedHashMap<>(all);
        without.remove(DELIVERY_COUNT);
        return without;
    }

    private Map<String, @Nullable Object> sent() {
        Map<String, @Nullable Object> known = values;
        if (known == null) {
            Envelope from = source;
            known = from == null ? Map.of() : from.properties();
            values = known;
        }
        return known;
    }

    private Map<String, @Nullable Object> writable() {
        Map<String, @Nullable Object> known = values;
        if (!(known instanceof LinkedHashMap)) {
            known = new LinkedHashMap<>(sent());
            values = known;
        }
        return known;
    }

    /**
     * Checks the name of a property, which must be an identifier of the selector language (section 3.5.1). Its reserved
     * words are refused in capitals, as the specification writes them. A property named {@code true} is allowed, but no
     * selector can refer to it.
     */
    static String checkName(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a property's name is " + (name == null ? "null" : "empty") + "; give it at least one character");
        }
        if (!Character.isJavaIdentifierStart(name.charAt(0))
                || !name.chars().allMatch(Character::isJavaIdentifierPart)) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a property: a selector could not refer to it; use a Java identifier");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot name a property: it is a reserved word of the selector language; use another name");
        }
        return name;
    }

    static void checkValue(String name, @Nullable Object value) throws MessageFormatException {
        if (value == null) {
            return;
        }
        boolean fits = value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
        if (!fits) {
            throw new MessageFormatException("the property '" + name + "' cannot hold a "
                    + value.getClass().getName() + "; use a String, a Boolean or a number's object");
        }
    }
}
