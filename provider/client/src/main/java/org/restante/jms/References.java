package org.restante.jms;

import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.jspecify.annotations.Nullable;

/**
 * What a JNDI directory keeps of administered objects.
 *
 * <p>The trap: it holds the names of the object factory and of the classes, perhaps for years; they must stay.
 */
final class References {

    static final String NAME = "name";
    static final String URI = "uri";
    static final String USER = "user";
    static final String PASSWORD = "password";

    private static final String OBJECT_FACTORY = "org.restante.jms.RestanteObjectFactory";

    private References() {}

    static Reference ofDestination(Class<?> type, String name) {
        Reference reference = reference(type);
        add(reference, NAME, name);
        return reference;
    }

    static Reference ofFactory(Class<?> type, @Nullable String uri, @Nullable String user, @Nullable String password) {
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

    /** Null where the reference does not have it. */
    static @Nullable String text(Reference reference, String key) {
        RefAddr address = reference.get(key);
        return address == null ? null : (String) address.getContent();
    }
}
