/** Links that are lost, under load: by a proxy that cuts them, by servers that are killed, and by holders of a data directory that are. */
package org.restante.outage;
