package org.restante.server;

import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The common name (CN) in the subject of a certificate. The trap: a subject with several common names is ambiguous, so it counts as none. */
final class CommonName {

    private CommonName() {}

    /** The common name of a subject; null if it has none or several. */
    static @Nullable String of(X500Principal subject) {
        try {
            List<String> names = new LdapName(subject.getName(X500Principal.RFC2253))
                    .getRdns().stream()
                            .filter(part -> part.size() == 1
                                    && part.getType().equalsIgnoreCase("CN")
                                    && part.getValue() instanceof String)
                            .map(part -> (String) part.getValue())
                            .toList();
            return names.size() == 1 ? names.get(0) : null;
        } catch (InvalidNameException e) {
            throw new IllegalStateException("the subject " + subject + ", as Java formats it, cannot be parsed", e);
        }
    }
}
