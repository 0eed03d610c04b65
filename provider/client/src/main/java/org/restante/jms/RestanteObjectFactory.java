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
 * Makes administered objects again from the references that a directory keeps of them (section 5.1).
 *
 * <p>The trap: a directory holds the names of this class and of the classes it makes, perhaps for years; they must stay.
 */
public final class RestanteObjectFactory implements ObjectFactory {

    /** For JNDI, which makes it by its name. */
    public RestanteObjectFactory() {}

    /**
     * The object; null, as JNDI wants it, if this is no reference to one of this package.
     *
     * @throws NamingException if the reference lacks a destination's name, or its URI is none
     */
    @Override
    @SuppressWarnings("JdkObsolete") // the API gives no choice
    public @Nullable Object getObjectInstance(
            @Nullable Object kept,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        if (!(kept instanceof Reference reference)) {
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
