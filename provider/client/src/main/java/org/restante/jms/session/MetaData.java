package org.restante.jms.session;

import jakarta.jms.ConnectionMetaData;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.restante.jms.message.Properties;

/** The name and version of this provider (section 6.1.6). Immutable. */
final class MetaData implements ConnectionMetaData {

    static final MetaData THIS = new MetaData(readVersion());

    private static final String RESOURCE = "version.properties";

    private final String version;
    private final int major;
    private final int minor;

    private MetaData(String version) {
        this.version = version;
        String[] parts = version.split("[.-]", 3);
        this.major = Integer.parseInt(parts[0]);
        this.minor = Integer.parseInt(parts[1]);
    }

    private static String readVersion() {
        java.util.Properties properties = new java.util.Properties();
        try (InputStream in = MetaData.class.getResourceAsStream(RESOURCE)) {
            properties.load(in);
        } catch (IOException | NullPointerException e) {
            throw new ExceptionInInitializerError(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public String getJMSVersion() {
        return "3.1";
    }

    @Override
    public int getJMSMajorVersion() {
        return 3;
    }

    @Override
    public int getJMSMinorVersion() {
        return 1;
    }

    @Override
    public String getJMSProviderName() {
        return "Restante";
    }

    @Override
    public String getProviderVersion() {
        return version;
    }

    @Override
    public int getProviderMajorVersion() {
        return major;
    }

    @Override
    public int getProviderMinorVersion() {
        return minor;
    }

    @Override
    public Enumeration<String> getJMSXPropertyNames() {
        return Collections.enumeration(List.of("JMSXGroupID", "JMSXGroupSeq", Properties.DELIVERY_COUNT));
    }
}
