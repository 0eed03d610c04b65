package org.restante.examples.xa;

import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import java.sql.SQLException;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;

/** Shows Narayana the database, so that it finds prepared branches there. Its connection stays open until the process ends. */
final class DatabaseRecovery implements XAResourceRecoveryHelper {

    private final XADataSource database;

    DatabaseRecovery(XADataSource database) {
        this.database = database;
    }

    @Override
    public boolean initialise(String parameters) {
        return true;
    }

    @Override
    public XAResource[] getXAResources() throws SQLException {
        return new XAResource[] {database.getXAConnection().getXAResource()};
    }
}
