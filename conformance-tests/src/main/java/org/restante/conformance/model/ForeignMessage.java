package org.restante.conformance.model;

import jakarta.jms.Message;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message whose class does not belong to the provider: a proxy that stores the values that are set and returns them. It has
 * only the methods that a provider needs to copy a foreign message, without conversions.
 */
final class ForeignMessage implements InvocationHandler {

    private final Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

    private final Set<String> absent;

    private ForeignMessage(Set<String> absent) {
        this.absent = absent;
    }

    static <M extends Message> M of(Class<M> type) {
        return without(type);
    }

    /** A message of an older API version, in which the named methods are not implemented. */
    static <M extends Message> M without(Class<M> type, String... absent) {
        var loader = ForeignMessage.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, new ForeignMessage(Set.of(absent))));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        Object[] given = arguments == null ? new Object[0] : arguments;
        String name = method.getName();
        if (absent.contains(name)) {
            throw new UnsupportedOperationException(name);
        }
        return switch (name) {
            case "getPropertyNames" -> Collections.enumeration(properties.keySet());
            case "getMapNames" -> Collections.enumeration(entries.keySet());
            case "propertyExists" -> properties.containsKey(given[0]);
            case "itemExists" -> entries.containsKey(given[0]);
            case "toString" -> "a foreign message";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == given[0];
            default -> name.startsWith("set") ? set(name, given) : get(method, given);
        };
    }

    private @Nullable Object set(String name, Object[] given) {
        if (name.endsWith("Property")) {
            properties.put((String) given[0], given[1]);
        } else if (given.length == 2) {
            entries.put((String) given[0], given[1]);
        } else {
            headers.put(name.substring("set".length()), given[0]);
        }
        return null;
    }

    private @Nullable Object get(Method method, Object[] given) {
        String name = method.getName();
        if (name.endsWith("Property")) {
            return properties.get(given[0]);
        }
        if (name.equals("getBody")) {
            return headers.get("Text");
        }
        if (given.length == 1) {
            return entries.get(given[0]);
        }
        if (!name.startsWith("get")) {
            throw new UnsupportedOperationException(
                    method + " is not implemented: no provider needs it to copy a foreign message");
        }
        return headers.getOrDefault(name.substring("get".length()), absent(method.getReturnType()));
    }

    private static @Nullable Object absent(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? 0L : null;
    }
}
