package org.restante.jms.naming;

import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.jspecify.annotations.Nullable;

/**
 * Creates and reads the references by which a JNDI directory stores administered objects. Stateless.
 *
 * <p>The trap: directories store the names of the object factory and of the classes, perhaps for years; the names must
 * not change.
 */
public final class References {

    public static final String NAME = "name";
    public static final String URI = "uri";
    public static final String USER = "user";
    public static final String PASSWORD = "password";

    private static final String OBJECT_FACTORY = "org.restante.jms.RestanteObjectFactory";

    private References() {}

    public static Reference ofDestination(Class<?> type, String name) {
        Reference reference = reference(type);
        add(reference, NAME, name);
        return reference;
    }

    public static Reference ofFactory(
            Class<?> type, @Nullable String uri, @Nullable String user, @Nullable String password) {
        Reference reference = reference(type);
        add(reference, URI, uri);
        add(reference, USER, user);
        add(reference, PASSWORD, password);
        return reference;
    }

    private static Reference reference(Class<?> type) {
        return new Reference(type.getName(), OBJECT_FACTORY, null);
    }

    private static void add(Reference reference, String key, @Nullable String value) {
        if (value != null) {
            reference.add(new StringRefAddr(key, value));
        }
    }

    /** A value of the reference; null if it is missing. */
    public static @Nullable String text(Reference reference, String key) {
        RefAddr address = reference.get(key);
        return address == null ? null : (String) address.getContent();
    }
}
