import type { Hono } from 'hono'
import type { PageRoom } from '../deps.ts'
import { addAlert, changeAlert, showAlerts } from './own-alerts.tsx'

export function addAlertRoutes(app: Hono, room: PageRoom): void {
  app.get('/account/alerts', (c) => showAlerts(room, c))
  app.post('/account/alerts', (c) => addAlert(room, c))
  app.post('/account/alerts/change', (c) => changeAlert(room, c))
}
