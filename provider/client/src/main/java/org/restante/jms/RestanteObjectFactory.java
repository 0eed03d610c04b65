package org.restante.jms;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;
import org.restante.jms.naming.References;

/**
 * Recreates administered objects from the references that a JNDI directory stores (section 5.1). Stateless.
 *
 * <p>The trap: directories store the names of this class and of the classes it creates, perhaps for years; the names
 * must not change.
 */
public final class RestanteObjectFactory implements ObjectFactory {

    /** For JNDI, which creates it by its class name. */
    public RestanteObjectFactory() {}

    /**
     * Recreates the object; returns null, as JNDI requires, if this is not a reference to a class of this package.
     *
     * @throws NamingException if the reference lacks a destination's name, or its URI is invalid
     */
    @Override
    @SuppressWarnings("JdkObsolete") // the API gives no choice
    public @Nullable Object getObjectInstance(
            @Nullable Object stored,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        if (!(stored instanceof Reference reference)) {
            return null;
        }
        try {
            return object(reference);
        } catch (IllegalArgumentException e) {
            NamingException wrong = new NamingException("the reference " + name + " cannot be used: " + e.getMessage());
            wrong.setRootCause(e);
            throw wrong;
        }
    }

    private static @Nullable Object object(Reference reference) {
        String type = reference.getClassName();
        if (type.equals(RestanteQueue.class.getName())) {
            return new RestanteQueue(name(reference));
        }
        if (type.equals(RestanteTopic.class.getName())) {
            return new RestanteTopic(name(reference));
        }
        if (type.equals(RestanteXaConnectionFactory.class.getName())) {
            return filled(new RestanteXaConnectionFactory(), reference);
        }
        return type.equals(RestanteConnectionFactory.class.getName())
                ? filled(new RestanteConnectionFactory(), reference)
                : null;
    }

    private static String name(Reference reference) {
        String name = References.text(reference, References.NAME);
        if (name == null) {
            throw new IllegalArgumentException("it has no '" + References.NAME + "'; bind the destination again");
        }
        return name;
    }

    private static RestanteConnectionFactory filled(RestanteConnectionFactory factory, Reference reference) {
        String uri = References.text(reference, References.URI);
        if (uri != null) {
            factory.setUri(uri);
        }
        factory.setUser(References.text(reference, References.USER));
        factory.setPassword(References.text(reference, References.PASSWORD));
        return factory;
    }
}
