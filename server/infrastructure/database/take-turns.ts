/** Who signs up, goes, or becomes an admin or none takes turns on the settings' row, so that the first is the admin, and one stays. */
export const TAKE_TURNS = 'INSERT INTO server_settings (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 1'
