package org.restante.examples.moving;

import com.example.warehouse.Shop;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Runs the shop beside a broker of ActiveMQ Artemis, which does not start by itself. */
final class OnArtemis {

    /** Referenced here because java.util.logging drops an unreferenced logger, and with it the level that was set. */
    private static final Logger LOGGER = Logger.getLogger("org.apache.activemq");

    private OnArtemis() {}

    public static void main(String[] args) throws Exception {
        LOGGER.setLevel(Level.SEVERE);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("shop", "vm://0"));
        broker.start();
        try {
            Shop.main(args);
        } finally {
            broker.stop();
            InVMConnector.resetThreadPool(); // its threads would keep the process for a minute
        }
    }
}
